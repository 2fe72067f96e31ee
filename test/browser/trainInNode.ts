import { trainLectureMlp } from "./lectureMlp.ts";

console.log(JSON.stringify(await trainLectureMlp()));
