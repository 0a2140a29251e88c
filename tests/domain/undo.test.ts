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
  nameMember: "a form that shows what stands; saving it again is the way back",
  setRole: "a form that shows what stands; saving it again is the way back",
  declineTransfer: "the other house may have acted on it at once; it is offered anew",
  sendFile: "nobody does it herself, and what was sealed to somebody is hers",
  takeFile: "nobody does it herself",
  askForFile: "asking twice does no harm",
  settleTransfer: "nobody does it herself",
  clearTransfers: "nobody does it herself",
  extendHold: "a hold that is kept too long is released",
  keepWaiting: "a request that waits is decided like any other",
  setCallback: "a callback is set anew, or forgotten",
  reviewConflict: "the next review says what is true then",
  releaseReport: "what has left cannot be called back",
  refreshOffer: "nobody does it herself",
  keepRetention: "nobody does it herself; what is kept too long must go",
  confirmHold: "a hold that is confirmed is released",
  releaseHold: "the beds may be given away at once; a new hold is one tap",
  unblockBeds: "the beds may be given away at once; a new block is one tap",
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
