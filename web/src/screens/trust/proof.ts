/** Saves signed proofs as one text file for the auditor; the file's name says nothing about the work. */
export function saveProof(proofs: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([proofs.join("\n\n")], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "report.txt";
  link.click();
  URL.revokeObjectURL(url);
}
