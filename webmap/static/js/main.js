import { openDialogs } from "./ui/dialog.js";
import { changeDisplay } from "./ui/display.js";
import { focusSummary } from "./ui/focus.js";
import { closeMenus } from "./ui/menu.js";
import { printOnRequest } from "./ui/print.js";

closeMenus(document);
changeDisplay(document);
openDialogs(document);
printOnRequest(document);
focusSummary(document);
document.documentElement.dataset.ready = "";
