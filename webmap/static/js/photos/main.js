import { offerCleaning } from "./form.js";

offerCleaning(document);
