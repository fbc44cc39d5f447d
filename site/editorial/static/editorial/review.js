// The text's frame is as tall as the text, so that a phone has one thing to scroll.
function fit(frame) {
  const page = frame.contentDocument;
  if (!page || !page.body) return;
  const measure = () => {
    frame.style.height = `${page.documentElement.scrollHeight + 2}px`;
  };
  measure();
  new ResizeObserver(measure).observe(page.body);
}

document.querySelectorAll(".review-text").forEach((frame) => {
  if (frame.contentDocument && frame.contentDocument.readyState === "complete") fit(frame);
  frame.addEventListener("load", () => fit(frame));
});
