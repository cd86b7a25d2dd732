"""Reports without a network: the worker of the browser, the queue, the shell."""
