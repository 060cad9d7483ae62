/* Pages of this server, as documents that run nothing. */

/** The page at an address. Rejects unless it is answered with 200, or if the signal ends it.

    It is asked for by XMLHttpRequest, whose answer can be a document: so no markup is ever made of a string here,
    and the policy of the page need not allow that. */
export function loadPage(address, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => (request.status === 200 ? resolve(request.responseXML) : reject(new Error(address)));
    request.onerror = request.onabort = () => reject(new Error(address));
    signal.addEventListener("abort", () => request.abort());
    request.send();
  });
}
