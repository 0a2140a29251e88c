import { expect, test } from "vitest";
import { acts, type ActName, type Deed } from "#domain/acts.ts";
import { canUndo } from "#domain/undo.ts";

/** Acts that are themselves the taking back of another, so Ctrl-Z leads to them and not from them. */
const undoing = /^(undo|reopen|drop|withdraw|forget|unread|note)/;

/**
 * Acts that nothing takes back, each with its reason; whoever adds an act adds its undo, or a line here.
 */
const final: { readonly [A in ActName]?: string } = {
  setUpHouse: "a house is made with its vaults; what is wrong in it is changed",
  changeHouse: "a form that shows what stands; saving it again is the way back",
  setOrganisation: "a form that shows what stands; saving it again is the way back",
  nameMember:
    "no screen asks for it: a name comes with the invite, and is written over by the next",
  setRole:
    "a form that shows what stands; saving it again is the way back, and a new role is taken off the list",
  sendFile: "nobody does it herself, and what was sealed to somebody is hers",
  takeFile: "nobody does it herself",
  askForFile: "asking twice does no harm",
  settleTransfer: "nobody does it herself",
  clearTransfers: "nobody does it herself",
  keepWaiting: "she was asked and still waits: taking back that she was asked would be untrue",
  releaseReport: "what has left cannot be called back",
  refreshOffer: "nobody does it herself",
  keepRetention: "nobody does it herself; what is kept too long must go",
  unblockBeds:
    "what was blocked, and why, is gone from the state it would be read from; a new block is one tap",
  recordIncident: "an incident is never edited in place; an amendment says what was wrong",
  amendIncident: "an amendment is never edited in place",
  signOffIncident: "a signature is not taken back",
};

test("every act can be taken back, takes another back, or has a reason why not", () => {
  const unexplained = (Object.keys(acts) as ActName[]).filter((act) => {
    if (undoing.test(act) || final[act] !== undefined) return false;
    try {
      return !canUndo({ act, input: {} } as unknown as Deed);
    } catch {
      // Its undo looks into the input, so there is one.
      return false;
    }
  });
  expect(unexplained).toEqual([]);
});

test("no act that has an undo is excused from having one", () => {
  const excused = (Object.keys(final) as ActName[]).filter((act) => {
    try {
      return canUndo({ act, input: {} } as unknown as Deed);
    } catch {
      return true;
    }
  });
  expect(excused).toEqual([]);
});
