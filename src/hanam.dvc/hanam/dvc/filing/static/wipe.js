// Deletes what pages of drafts have kept in this browser.

import { forgetAll } from "./copies.js";

forgetAll();
