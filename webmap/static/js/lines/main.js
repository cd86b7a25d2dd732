import { offerStops } from "./place.js";

offerStops(document);
