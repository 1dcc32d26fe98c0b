import { addMessages } from './error-messages';
import { classes } from './refusals/classes';
import { complaints } from './refusals/complaints';
import { desk } from './refusals/desk';
import { enrolments } from './refusals/enrolments';
import { files } from './refusals/files';
import { guidance } from './refusals/guidance';
import { household } from './refusals/household';
import { lessons } from './refusals/lessons';

// The messages that the first screen cannot meet. Whoever asks for what can be refused so imports this file, and no first
// load carries a line of it. A code that is in no table does not compile.
addMessages({
  ...desk,
  ...files,
  ...enrolments,
  ...classes,
  ...complaints,
  ...lessons,
  ...guidance,
  ...household,
});
