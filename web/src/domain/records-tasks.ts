import { Type, type Static } from "typebox";
import * as field from "./fields.ts";
import { closed } from "./fields.ts";

const maybe = Type.Optional;

/** Something to do that somebody wrote down; every other task is derived. */
export const Task = closed({
  text: Type.String({ minLength: 1, maxLength: 400 }),
  dueOn: field.aDate,
  dueAt: maybe(field.anInstant),
  owner: maybe(field.aMember),
  stayRef: maybe(field.anId<"stay">()),
  writtenBy: field.aMember,
  writtenAt: field.anInstant,
});
export type Task = Static<typeof Task>;

/** A task that has been done, by its key. */
export const TaskDone = closed({
  key: Type.String({ minLength: 1, maxLength: 200 }),
  by: field.aMember,
  at: field.anInstant,
});
export type TaskDone = Static<typeof TaskDone>;
