# Calls the mock through authing; an answer that is no success ends the program with an error.
import os

from authing import AuthenticationClient, ManagementClient

host = os.environ["MOCK"]
client = AuthenticationClient(app_id="app", app_host=host, app_secret="secret")

signed_in = client.sign_in_by_account_password("test", "password")
assert signed_in["statusCode"] == 200, signed_in
client.set_access_token(signed_in["data"]["access_token"])

sent = client.send_sms("CHANNEL_BIND_PHONE", "188xxxx8888")
assert sent["statusCode"] == 200, sent

bound = client.bind_phone(phone_number="188xxxx8888", pass_code="123456")
assert bound["statusCode"] == 200, bound

administrator = ManagementClient(access_key_id="id", access_key_secret="secret", host=host)
users = administrator.list_users(options={"pagination": {"page": 2, "limit": 3}})
assert users["statusCode"] == 200, users
assert len(users["data"]["list"]) == 3, users
