// 本页由 Bindery 根据规格 authing 生成，请不要直接修改：改动规格后运行 bindery generate 重新生成。
// The `sidebar` option of the default theme, one list for each locale: `defaultTheme({ sidebar })`.

export const sidebar = {
  "/zh-CN/": [
    {
      "text": "登录与注册",
      "link": "/zh-CN/login/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "查询二维码状态",
          "link": "/zh-CN/login/check-qr-code-status.md"
        },
        {
          "text": "使用二维码 ticket 换取令牌",
          "link": "/zh-CN/login/exchange-token-set-with-qr-code-ticket.md"
        },
        {
          "text": "发起托管登录",
          "link": "/zh-CN/login/front-channel-auth.md"
        },
        {
          "text": "发起前端登出",
          "link": "/zh-CN/login/front-channel-logout.md"
        },
        {
          "text": "生成用于登录的二维码",
          "link": "/zh-CN/login/gene-qr-code.md"
        },
        {
          "text": "使用用户凭证登录",
          "link": "/zh-CN/login/sign-in-by-credentials.md"
        },
        {
          "text": "注册",
          "link": "/zh-CN/login/sign-up.md"
        }
      ]
    },
    {
      "text": "消息服务",
      "link": "/zh-CN/message/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "预先检查验证码",
          "link": "/zh-CN/message/pre-check-code.md"
        },
        {
          "text": "发送邮件",
          "link": "/zh-CN/message/send-email.md"
        },
        {
          "text": "发送短信",
          "link": "/zh-CN/message/send-sms.md"
        }
      ]
    },
    {
      "text": "用户资料",
      "link": "/zh-CN/profile/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "绑定邮箱",
          "link": "/zh-CN/profile/bind-email.md"
        },
        {
          "text": "绑定手机号",
          "link": "/zh-CN/profile/bind-phone.md"
        },
        {
          "text": "注销账号",
          "link": "/zh-CN/profile/delete-account.md"
        },
        {
          "text": "获取用户资料",
          "link": "/zh-CN/profile/get-profile.md"
        },
        {
          "text": "获取账号安全等级",
          "link": "/zh-CN/profile/get-security-level.md"
        },
        {
          "text": "解绑邮箱",
          "link": "/zh-CN/profile/unbind-email.md"
        },
        {
          "text": "解绑手机号",
          "link": "/zh-CN/profile/unbind-phone.md"
        },
        {
          "text": "修改邮箱",
          "link": "/zh-CN/profile/update-email.md"
        },
        {
          "text": "修改手机号",
          "link": "/zh-CN/profile/update-phone.md"
        },
        {
          "text": "修改用户资料",
          "link": "/zh-CN/profile/update-profile.md"
        },
        {
          "text": "发起注销账号请求",
          "link": "/zh-CN/profile/verify-delete-account-request.md"
        },
        {
          "text": "发起修改邮箱的验证请求",
          "link": "/zh-CN/profile/verify-update-email-request.md"
        },
        {
          "text": "发起修改手机号的验证请求",
          "link": "/zh-CN/profile/verify-update-phone-request.md"
        }
      ]
    },
    {
      "text": "密码",
      "link": "/zh-CN/password/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "忘记密码",
          "link": "/zh-CN/password/reset-password.md"
        },
        {
          "text": "修改密码",
          "link": "/zh-CN/password/update-password.md"
        },
        {
          "text": "发起忘记密码请求",
          "link": "/zh-CN/password/verify-reset-password-request.md"
        }
      ]
    },
    {
      "text": "令牌",
      "link": "/zh-CN/token/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "获取令牌",
          "link": "/zh-CN/token/exchange-token.md"
        },
        {
          "text": "在线验证令牌",
          "link": "/zh-CN/token/introspect-token.md"
        },
        {
          "text": "获取 OIDC 服务发现信息",
          "link": "/zh-CN/token/open-id-configuration.md"
        },
        {
          "text": "撤销令牌",
          "link": "/zh-CN/token/revoke-token.md"
        }
      ]
    },
    {
      "text": "用户相关资源",
      "link": "/zh-CN/account-resources/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "获取部门列表",
          "link": "/zh-CN/account-resources/get-department-list.md"
        },
        {
          "text": "获取当前用户的分组列表",
          "link": "/zh-CN/account-resources/get-group-list.md"
        },
        {
          "text": "获取登录应用",
          "link": "/zh-CN/account-resources/get-logged-in-apps.md"
        },
        {
          "text": "获取登录日志",
          "link": "/zh-CN/account-resources/get-login-history.md"
        },
        {
          "text": "获取当前用户的角色列表",
          "link": "/zh-CN/account-resources/get-role-list.md"
        },
        {
          "text": "获取租户列表",
          "link": "/zh-CN/account-resources/get-tenant-list.md"
        }
      ]
    },
    {
      "text": "WebAuthn 凭证",
      "link": "/zh-CN/webauthn/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "移除 WebAuthn 凭证",
          "link": "/zh-CN/webauthn/remove-credential.md"
        }
      ]
    },
    {
      "text": "公开信息",
      "link": "/zh-CN/system/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "获取国家列表",
          "link": "/zh-CN/system/get-country-list.md"
        },
        {
          "text": "获取服务器公开信息",
          "link": "/zh-CN/system/get-system-info.md"
        }
      ]
    },
    {
      "text": "管理员令牌",
      "link": "/zh-CN/management-token/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "获取管理员令牌",
          "link": "/zh-CN/management-token/get-management-token.md"
        }
      ]
    },
    {
      "text": "管理用户",
      "link": "/zh-CN/users/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "创建用户",
          "link": "/zh-CN/users/create-user.md"
        },
        {
          "text": "批量创建用户",
          "link": "/zh-CN/users/create-users-batch.md"
        },
        {
          "text": "批量删除用户",
          "link": "/zh-CN/users/delete-users-batch.md"
        },
        {
          "text": "批量获取用户信息",
          "link": "/zh-CN/users/get-user-batch.md"
        },
        {
          "text": "获取用户信息",
          "link": "/zh-CN/users/get-user.md"
        },
        {
          "text": "获取已归档的用户列表",
          "link": "/zh-CN/users/list-archived-users.md"
        },
        {
          "text": "获取用户列表",
          "link": "/zh-CN/users/list-users.md"
        },
        {
          "text": "批量修改用户资料",
          "link": "/zh-CN/users/update-user-batch.md"
        },
        {
          "text": "修改用户资料",
          "link": "/zh-CN/users/update-user.md"
        }
      ]
    },
    {
      "text": "管理分组",
      "link": "/zh-CN/groups/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "添加分组成员",
          "link": "/zh-CN/groups/add-group-members.md"
        },
        {
          "text": "创建分组",
          "link": "/zh-CN/groups/create-group.md"
        },
        {
          "text": "批量创建分组",
          "link": "/zh-CN/groups/create-groups-batch.md"
        },
        {
          "text": "批量删除分组",
          "link": "/zh-CN/groups/delete-groups-batch.md"
        },
        {
          "text": "获取分组详情",
          "link": "/zh-CN/groups/get-group.md"
        },
        {
          "text": "获取分组成员列表",
          "link": "/zh-CN/groups/list-group-members.md"
        },
        {
          "text": "获取分组列表",
          "link": "/zh-CN/groups/list-groups.md"
        },
        {
          "text": "批量移除分组成员",
          "link": "/zh-CN/groups/remove-group-members.md"
        },
        {
          "text": "修改分组",
          "link": "/zh-CN/groups/update-group.md"
        }
      ]
    },
    {
      "text": "管理角色",
      "link": "/zh-CN/roles/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "授予角色",
          "link": "/zh-CN/roles/assign-role.md"
        },
        {
          "text": "创建角色",
          "link": "/zh-CN/roles/create-role.md"
        },
        {
          "text": "批量创建角色",
          "link": "/zh-CN/roles/create-roles-batch.md"
        },
        {
          "text": "批量删除角色",
          "link": "/zh-CN/roles/delete-roles-batch.md"
        },
        {
          "text": "获取角色详情",
          "link": "/zh-CN/roles/get-role.md"
        },
        {
          "text": "获取角色成员列表",
          "link": "/zh-CN/roles/list-role-members.md"
        },
        {
          "text": "获取角色列表",
          "link": "/zh-CN/roles/list-roles.md"
        },
        {
          "text": "收回角色",
          "link": "/zh-CN/roles/revoke-role.md"
        },
        {
          "text": "修改角色",
          "link": "/zh-CN/roles/update-role.md"
        }
      ]
    },
    {
      "text": "安全名单",
      "link": "/zh-CN/security/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "添加 IP 名单",
          "link": "/zh-CN/security/add-ip-list.md"
        },
        {
          "text": "删除 IP 名单",
          "link": "/zh-CN/security/delete-ip-list-by-id.md"
        },
        {
          "text": "获取 IP 名单",
          "link": "/zh-CN/security/find-ip-list.md"
        }
      ]
    }
  ],
  "/en/": [
    {
      "text": "Sign-in and sign-up",
      "link": "/en/login/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Check the status of a QR code",
          "link": "/en/login/check-qr-code-status.md"
        },
        {
          "text": "Exchange the ticket of a QR code for tokens",
          "link": "/en/login/exchange-token-set-with-qr-code-ticket.md"
        },
        {
          "text": "Begin a sign-in on the hosted page",
          "link": "/en/login/front-channel-auth.md"
        },
        {
          "text": "Begin a sign-out in the browser",
          "link": "/en/login/front-channel-logout.md"
        },
        {
          "text": "Generate a QR code to sign in with",
          "link": "/en/login/gene-qr-code.md"
        },
        {
          "text": "Sign in with credentials",
          "link": "/en/login/sign-in-by-credentials.md"
        },
        {
          "text": "Sign up",
          "link": "/en/login/sign-up.md"
        }
      ]
    },
    {
      "text": "Messages",
      "link": "/en/message/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Check a code in advance",
          "link": "/en/message/pre-check-code.md"
        },
        {
          "text": "Send an e-mail",
          "link": "/en/message/send-email.md"
        },
        {
          "text": "Send an SMS",
          "link": "/en/message/send-sms.md"
        }
      ]
    },
    {
      "text": "Profile",
      "link": "/en/profile/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Bind an e-mail address",
          "link": "/en/profile/bind-email.md"
        },
        {
          "text": "Bind a phone number",
          "link": "/en/profile/bind-phone.md"
        },
        {
          "text": "Delete the account",
          "link": "/en/profile/delete-account.md"
        },
        {
          "text": "Get the profile",
          "link": "/en/profile/get-profile.md"
        },
        {
          "text": "Get the security level",
          "link": "/en/profile/get-security-level.md"
        },
        {
          "text": "Unbind the e-mail address",
          "link": "/en/profile/unbind-email.md"
        },
        {
          "text": "Unbind the phone number",
          "link": "/en/profile/unbind-phone.md"
        },
        {
          "text": "Update the e-mail address",
          "link": "/en/profile/update-email.md"
        },
        {
          "text": "Update the phone number",
          "link": "/en/profile/update-phone.md"
        },
        {
          "text": "Update the profile",
          "link": "/en/profile/update-profile.md"
        },
        {
          "text": "Verify a request to delete the account",
          "link": "/en/profile/verify-delete-account-request.md"
        },
        {
          "text": "Verify a change of the e-mail address",
          "link": "/en/profile/verify-update-email-request.md"
        },
        {
          "text": "Verify a change of the phone number",
          "link": "/en/profile/verify-update-phone-request.md"
        }
      ]
    },
    {
      "text": "Password",
      "link": "/en/password/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Reset the password",
          "link": "/en/password/reset-password.md"
        },
        {
          "text": "Update the password",
          "link": "/en/password/update-password.md"
        },
        {
          "text": "Verify a request to reset the password",
          "link": "/en/password/verify-reset-password-request.md"
        }
      ]
    },
    {
      "text": "Tokens",
      "link": "/en/token/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Exchange a grant for tokens",
          "link": "/en/token/exchange-token.md"
        },
        {
          "text": "Introspect a token",
          "link": "/en/token/introspect-token.md"
        },
        {
          "text": "Get the OIDC discovery document",
          "link": "/en/token/open-id-configuration.md"
        },
        {
          "text": "Revoke a token",
          "link": "/en/token/revoke-token.md"
        }
      ]
    },
    {
      "text": "Resources of a user",
      "link": "/en/account-resources/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "List the departments of the user",
          "link": "/en/account-resources/get-department-list.md"
        },
        {
          "text": "List the groups of the user",
          "link": "/en/account-resources/get-group-list.md"
        },
        {
          "text": "List the applications that the user has signed in to",
          "link": "/en/account-resources/get-logged-in-apps.md"
        },
        {
          "text": "List the sign-ins of the user",
          "link": "/en/account-resources/get-login-history.md"
        },
        {
          "text": "List the roles of the user",
          "link": "/en/account-resources/get-role-list.md"
        },
        {
          "text": "List the tenants of the user",
          "link": "/en/account-resources/get-tenant-list.md"
        }
      ]
    },
    {
      "text": "WebAuthn credentials",
      "link": "/en/webauthn/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Remove a WebAuthn credential",
          "link": "/en/webauthn/remove-credential.md"
        }
      ]
    },
    {
      "text": "Public information",
      "link": "/en/system/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "List countries",
          "link": "/en/system/get-country-list.md"
        },
        {
          "text": "Get public server information",
          "link": "/en/system/get-system-info.md"
        }
      ]
    },
    {
      "text": "Administrator tokens",
      "link": "/en/management-token/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Get a management token",
          "link": "/en/management-token/get-management-token.md"
        }
      ]
    },
    {
      "text": "Users",
      "link": "/en/users/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Create a user",
          "link": "/en/users/create-user.md"
        },
        {
          "text": "Create several users",
          "link": "/en/users/create-users-batch.md"
        },
        {
          "text": "Delete several users",
          "link": "/en/users/delete-users-batch.md"
        },
        {
          "text": "Get several users",
          "link": "/en/users/get-user-batch.md"
        },
        {
          "text": "Get a user",
          "link": "/en/users/get-user.md"
        },
        {
          "text": "List archived users",
          "link": "/en/users/list-archived-users.md"
        },
        {
          "text": "List users",
          "link": "/en/users/list-users.md"
        },
        {
          "text": "Update several users",
          "link": "/en/users/update-user-batch.md"
        },
        {
          "text": "Update a user",
          "link": "/en/users/update-user.md"
        }
      ]
    },
    {
      "text": "Groups",
      "link": "/en/groups/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Add members to a group",
          "link": "/en/groups/add-group-members.md"
        },
        {
          "text": "Create a group",
          "link": "/en/groups/create-group.md"
        },
        {
          "text": "Create several groups",
          "link": "/en/groups/create-groups-batch.md"
        },
        {
          "text": "Delete several groups",
          "link": "/en/groups/delete-groups-batch.md"
        },
        {
          "text": "Get a group",
          "link": "/en/groups/get-group.md"
        },
        {
          "text": "List the members of a group",
          "link": "/en/groups/list-group-members.md"
        },
        {
          "text": "List groups",
          "link": "/en/groups/list-groups.md"
        },
        {
          "text": "Remove members from a group",
          "link": "/en/groups/remove-group-members.md"
        },
        {
          "text": "Update a group",
          "link": "/en/groups/update-group.md"
        }
      ]
    },
    {
      "text": "Roles",
      "link": "/en/roles/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Assign a role",
          "link": "/en/roles/assign-role.md"
        },
        {
          "text": "Create a role",
          "link": "/en/roles/create-role.md"
        },
        {
          "text": "Create several roles",
          "link": "/en/roles/create-roles-batch.md"
        },
        {
          "text": "Delete several roles",
          "link": "/en/roles/delete-roles-batch.md"
        },
        {
          "text": "Get a role",
          "link": "/en/roles/get-role.md"
        },
        {
          "text": "List the members of a role",
          "link": "/en/roles/list-role-members.md"
        },
        {
          "text": "List roles",
          "link": "/en/roles/list-roles.md"
        },
        {
          "text": "Revoke a role",
          "link": "/en/roles/revoke-role.md"
        },
        {
          "text": "Update a role",
          "link": "/en/roles/update-role.md"
        }
      ]
    },
    {
      "text": "Security lists",
      "link": "/en/security/README.md",
      "collapsible": true,
      "children": [
        {
          "text": "Add to an IP list",
          "link": "/en/security/add-ip-list.md"
        },
        {
          "text": "Delete an entry of an IP list",
          "link": "/en/security/delete-ip-list-by-id.md"
        },
        {
          "text": "List the entries of the IP lists",
          "link": "/en/security/find-ip-list.md"
        }
      ]
    }
  ]
};
