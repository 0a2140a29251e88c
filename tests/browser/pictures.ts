const named = process.env["PICTURES"];

/** The folder in which pictures of screens are kept; undefined where nobody has named one. */
export const pictures = named === "" ? undefined : named;
