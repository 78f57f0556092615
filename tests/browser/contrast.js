/* Every element with text of its own, as [text, contrast with what lies behind it]. Looks into shadow roots. */
() => {
  const parse = (colour) => {
    const parts = colour.match(/[\d.]+/g).map(Number);
    return parts.length < 4 ? [...parts.slice(0, 3), 1] : parts;
  };
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) =>
    0.2126 * linear(red / 255) + 0.7152 * linear(green / 255) + 0.0722 * linear(blue / 255);
  const parent = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const behind = (node) => {
    for (let at = node; at; at = parent(at)) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour[3] > 0.99) return colour;
    }
    return [255, 255, 255, 1];
  };
  const all = (root) =>
    [...root.querySelectorAll("*")].flatMap((node) => [node, ...(node.shadowRoot ? all(node.shadowRoot) : [])]);
  const speaks = (node) =>
    [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim()) &&
    node.getClientRects().length && !["SCRIPT", "STYLE", "OPTION", "NOSCRIPT"].includes(node.tagName);
  const contrast = (node) => {
    const shades = [luminance(parse(getComputedStyle(node).color)), luminance(behind(node))].sort();
    return (Math.max(...shades) + 0.05) / (Math.min(...shades) + 0.05);
  };
  return all(document.body).filter(speaks).map((node) => [node.textContent.trim().slice(0, 40), contrast(node)]);
}
