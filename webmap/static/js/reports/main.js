import { offerPicking } from "./pick.js";
import { askAtOnce, keepApart } from "./questions.js";

askAtOnce(document);
keepApart(document);
offerPicking(document);
