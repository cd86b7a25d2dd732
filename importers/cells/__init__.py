"""Tables of counts over pieces of ground: what population and services share."""
