import '../../node_modules/mocha/mocha.js';

/** Mocha's browser build hangs itself on the global object; the bundler puts this file in mocha's place. */
export default Mocha;
