import { fillAsked } from "./asked.js";
import { showDesk } from "./desk.js";
import { keepForm } from "./form.js";

fillAsked(document);
showDesk(document, () => localStorage);
keepForm(document);
