import { offerPicking } from "../reports/pick.js";

offerPicking(document);
