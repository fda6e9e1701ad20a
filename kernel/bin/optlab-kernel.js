#!/usr/bin/env node
require('../dist/install/cli').main();
