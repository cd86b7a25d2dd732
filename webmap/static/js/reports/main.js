import { offerPicking } from "./pick.js";

offerPicking(document);
