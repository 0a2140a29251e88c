import {
  choseOtherwiseReasons,
  couldNotReasons,
  notForUsReasons,
  type DeclineReason,
  type RequestDecision,
} from "./codes.ts";

/** Ways to say no. Only the first is a turn-away. */
export const declines = [
  "declined_by_us",
  "declined_by_survivor",
  "inappropriate",
  "withdrawn_no_contact",
] as const satisfies readonly RequestDecision[];
export type Decline = (typeof declines)[number];

/** The family of reasons that goes with each way to say no. */
export const reasonsOf: { readonly [D in Decline]: readonly DeclineReason[] } = {
  declined_by_us: couldNotReasons,
  declined_by_survivor: choseOtherwiseReasons,
  inappropriate: notForUsReasons,
  withdrawn_no_contact: [],
};

/** How she can be called back. */
export const callbackChannels = ["call", "sms", "signal", "email", "via_third_party"] as const;
export type CallbackChannel = (typeof callbackChannels)[number];
