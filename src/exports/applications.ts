/** What belongs to known networks: `hornet/applications`. */
export { type Application, preprocessInput } from "../ops/image/preprocessInput.ts";
