import { offerHiding } from "./hide.js";

offerHiding(document);
