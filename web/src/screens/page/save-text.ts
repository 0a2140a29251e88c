/** Saves a text as a file whose name says nothing about the work. */
export function saveText(text: string, name = "report.txt"): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
