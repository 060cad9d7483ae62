import { startCopying } from "./copy.js";
import { startMarks } from "./marks.js";
import { startOutline } from "./outline.js";

startCopying(document);
startMarks(document);
startOutline(document);
