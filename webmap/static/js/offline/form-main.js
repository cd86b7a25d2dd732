import { fillAsked } from "./asked.js";
import { keepForm } from "./form.js";

fillAsked(document);
keepForm(document);
