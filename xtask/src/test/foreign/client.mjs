// Calls the mock through authing-node-sdk; an answer that is no success ends the program with an error.
import assert from 'node:assert/strict';
import sdk from 'authing-node-sdk';

const { AuthenticationClient, ManagementClient, Models } = sdk;

const client = new AuthenticationClient({ appId: 'app', appSecret: 'secret', appHost: process.env.MOCK });

const signedIn = await client.signInByAccountPassword({ account: 'test', password: 'password' });
assert.equal(signedIn.statusCode, 200);
assert.ok(signedIn.data.access_token);
client.setAccessToken(signedIn.data.access_token);

const sent = await client.sendSms({
  channel: Models.SendSMSDto.channel.CHANNEL_BIND_PHONE,
  phoneNumber: '188xxxx8888',
});
assert.equal(sent.statusCode, 200);

const bound = await client.bindPhone({ phoneNumber: '188xxxx8888', passCode: '123456' });
assert.equal(bound.statusCode, 200);

const administrator = new ManagementClient({
  accessKeyId: 'id',
  accessKeySecret: 'secret',
  host: process.env.OPEN_MOCK,
});
const users = await administrator.listUsers({ options: { pagination: { page: 2, limit: 3 } } });
assert.equal(users.statusCode, 200);
assert.equal(users.data.list.length, 3);
