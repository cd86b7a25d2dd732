import { showQueue } from "./queue-page.js";

showQueue(document);
