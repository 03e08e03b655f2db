using ChannelPortal.Platform.Security;

namespace ChannelPortal.Tests.Platform.Security;

/// <summary>Roles that companies make for themselves, against the reviewed file.</summary>
public sealed class CustomRoleTests
{
    private const string Header = "permission,EXEC,DA,DB";
    private static readonly string s_code = CustomRole.CodeOf(Guid.CreateVersion7());

    [Fact]
    public void CustomRole_GrantsWhatIsListed_AndComingIn()
    {
        var permissions = Learned("orders.place,deny,allow,allow\norders.read,allow,allow,allow\nhome,allow,allow,allow", "orders.place");
        Assert.True(Allows(permissions, "orders.place"));
        Assert.False(Allows(permissions, "orders.read"));
        Assert.True(Allows(permissions, "home"));
        Assert.Equal("文员", permissions.NameOf(s_code));
    }

    [Fact]
    public void CustomRole_NeverGrantsMoreThanTheCompanysAdministrator_WhateverIsListed()
    {
        var permissions = Learned("credit.manage,allow,deny,deny\nhome,allow,deny,allow\norders.place,deny,deny,allow", "credit.manage", "home", "orders.place");
        Assert.False(Allows(permissions, "credit.manage"));
        Assert.False(Allows(permissions, "home"));
        Assert.False(Allows(permissions, "orders.place"));
        Assert.Empty(permissions.Grantable);
    }

    [Fact]
    public void CustomRole_NeverManagesTheCompany()
    {
        var permissions = Learned("company.manage,deny,allow,deny\norders.read,allow,allow,allow", "company.manage");
        Assert.False(Allows(permissions, "company.manage"));
        Assert.Equal(["orders.read"], permissions.Grantable);
    }

    [Fact]
    public void CustomRole_UnknownOrForgotten_GrantsNothing()
    {
        var permissions = Learned("orders.read,allow,allow,allow\nhome,allow,allow,allow", "orders.read");
        Assert.False(permissions.Allows(new HashSet<string>(StringComparer.Ordinal) { CustomRole.CodeOf(Guid.CreateVersion7()) }, "home"));
        permissions.Forget(s_code);
        Assert.False(Allows(permissions, "orders.read"));
        Assert.False(Allows(permissions, "home"));
    }

    private static bool Allows(Permissions permissions, string permission) => permissions.Allows(new HashSet<string>(StringComparer.Ordinal) { s_code }, permission);

    private static Permissions Learned(string rows, params string[] listed)
    {
        var permissions = Permissions.Parse(Header + "\n" + rows);
        permissions.Learn(s_code, "文员", listed);
        return permissions;
    }
}
