// CloudFront Functions, runtime cloudfront-js-2.0. Runs before the cache, and only for what the bucket serves: the API's
// own 403 and 404 reach the browser as they are.
const crypto = require('crypto');

const INDEX_DOCUMENT = '{index_document}';
const CANDIDATE_DOCUMENT = '{candidate_document}'; // empty when no release is being tried out
const CANDIDATE_PERCENT = {candidate_percent};

function handler(event) {
    const request = event.request;
    if (isPage(request.uri)) {
        request.uri = '/' + (getsCandidate(event) ? CANDIDATE_DOCUMENT : INDEX_DOCUMENT);
    }
    return request;
}

// A name with a dot is a file; anything else is a route of the application in the browser.
function isPage(uri) {
    return uri === '/' + INDEX_DOCUMENT || !uri.split('/').pop().includes('.');
}

function getsCandidate(event) {
    if (CANDIDATE_DOCUMENT === '') {
        return false;
    }
    const chosen = event.request.cookies['release'];
    if (chosen !== undefined) {
        return chosen.value === 'candidate';
    }
    // The same address gets the same release each time, without a cookie.
    const digest = crypto.createHash('sha256').update(event.viewer.ip).digest('hex');
    return parseInt(digest.substring(0, 8), 16) % 100 < CANDIDATE_PERCENT;
}
