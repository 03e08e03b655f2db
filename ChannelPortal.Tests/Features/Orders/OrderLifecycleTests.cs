using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Security;
using ChannelPortal.Tests.Support;

namespace ChannelPortal.Tests.Features.Orders;

public sealed class OrderLifecycleTests
{
    [Theory]
    [InlineData("held", OrderTrigger.Release, "FIN", "confirmed")]
    [InlineData("held", OrderTrigger.Reject, "FIN", "rejected")]
    [InlineData("confirmed", OrderTrigger.Pick, "SVC", "confirmed")]
    [InlineData("shipped", OrderTrigger.Deliver, "SVC", "delivered")]
    [InlineData("held", OrderTrigger.Cancel, "DB", "cancelled")]
    [InlineData("confirmed", OrderTrigger.Cancel, "DA", "cancelled")]
    [InlineData("confirmed", OrderTrigger.Amend, "DB", "confirmed")]
    [InlineData("shipped", OrderTrigger.Split, "SVC", "shipped")]
    [InlineData("shipped", OrderTrigger.CancelRest, "DA", "shipped")]
    [InlineData("delivered", OrderTrigger.Close, "SVC", "closed")]
    [InlineData("closed", OrderTrigger.Reopen, "FIN", "confirmed")]
    public void Fire_PermittedMove_GivesTheNextState(string from, OrderTrigger trigger, string role, string to) =>
        Assert.Equal(to, Fire(Some.Order("SO1", status: from), trigger, role).Value);

    [Theory]
    [InlineData("shipped", OrderTrigger.Cancel, "DA", "order_not_possible_now")]
    [InlineData("delivered", OrderTrigger.Deliver, "SVC", "order_not_possible_now")]
    [InlineData("cancelled", OrderTrigger.Release, "FIN", "order_not_possible_now")]
    [InlineData("held", OrderTrigger.Pick, "SVC", "order_not_possible_now")]
    [InlineData("confirmed", OrderTrigger.Ship, "SVC", "order_not_picked")]
    [InlineData("confirmed", OrderTrigger.Pick, "DA", "forbidden")]
    [InlineData("held", OrderTrigger.Release, "DA", "forbidden")]
    [InlineData("confirmed", OrderTrigger.CarrierShip, "SVC", "forbidden")]
    [InlineData("submitted", OrderTrigger.Approve, "DA", "order_not_possible_now")]
    [InlineData("held", OrderTrigger.Amend, "DB", "order_not_possible_now")]
    [InlineData("confirmed", OrderTrigger.Amend, "DF", "forbidden")]
    [InlineData("confirmed", OrderTrigger.CancelRest, "DB", "order_not_possible_now")]
    [InlineData("shipped", OrderTrigger.Close, "FIN", "order_not_possible_now")]
    [InlineData("delivered", OrderTrigger.Close, "DA", "forbidden")]
    [InlineData("delivered", OrderTrigger.Reopen, "FIN", "order_not_possible_now")]
    public void Fire_ForbiddenMove_SaysWhy(string from, OrderTrigger trigger, string role, string code) =>
        Assert.Equal(code, Assert.Single(Fire(Some.Order("SO1", status: from), trigger, role).Errors).Code);

    [Fact]
    public void Fire_PickTwice_IsRefused()
    {
        var order = Some.Order("SO1", status: "confirmed");
        order.PickedAt = Some.Noon;
        Assert.Equal("order_picked_already", Fire(order, OrderTrigger.Pick, "SVC").Errors[0].Code);
        Assert.Equal([OrderTrigger.Ship], OrderLifecycle.AllowedFor(order, OrderTransitionPlace.Order, p => Permissions.Product.Allows(new HashSet<string> { "SVC" }, p)));
    }

    [Fact]
    public void Transitions_NamePermissionsThatExist() =>
        Assert.All(OrderLifecycle.Transitions, t => Assert.True(t.Permission is null || Permissions.Product.Exists(t.Permission)));

    private static ChannelPortal.Platform.Kernel.Result<string> Fire(OrderFact order, OrderTrigger trigger, string role) =>
        OrderLifecycle.Fire(order, trigger, p => Permissions.Product.Allows(new HashSet<string> { role }, p), isSystem: false);
}
