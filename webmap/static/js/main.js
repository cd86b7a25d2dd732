import { openDialogs } from "./ui/dialog.js";
import { changeDisplay } from "./ui/display.js";
import { focusSummary } from "./ui/focus.js";
import { offerPosition } from "./ui/locate.js";
import { closeMenus } from "./ui/menu.js";
import { printOnRequest } from "./ui/print.js";
import { rememberNeeds } from "./ui/remember.js";
import { showChoices } from "./ui/shown.js";

closeMenus(document);
changeDisplay(document);
openDialogs(document);
printOnRequest(document);
offerPosition(document);
rememberNeeds(document, localStorage);
showChoices(document);
focusSummary(document);
document.documentElement.dataset.ready = "";
