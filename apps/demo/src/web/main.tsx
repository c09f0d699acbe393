import "./styles/base.css";
import "./styles/builder.css";
import "./styles/code.css";
import "./styles/answer.css";
import "./styles/side.css";
import "./styles/dialog.css";
import "./styles/print.css";
import { render } from "preact";
import { Page } from "./page.tsx";
import { connectPage } from "./page-service.ts";

const root = document.getElementById("page");
if (root !== null) {
  // The server that serves the page marks it; a plain file server leaves it as it is.
  const hasServer = root.getAttribute("data-server") === "here";
  if (hasServer || isSecureContext) render(<Page service={connectPage(hasServer)} />, root);
  else {
    root.textContent =
      "Open this page over https, or from this machine: the endpoint’s code in it needs the browser’s cryptography, which other pages do not get.";
  }
}
