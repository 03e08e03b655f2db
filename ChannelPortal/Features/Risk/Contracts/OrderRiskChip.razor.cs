using ChannelPortal.Features.Risk.Queries;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Risk.Contracts;

/// <summary>Beside an order that has a review: its score, as the way to it. Nothing for people without <c>risk.read</c>, so for no dealer.</summary>
public sealed partial class OrderRiskChip : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private double? score;

    [Parameter, EditorRequired]
    public string OrderId { get; set; } = "";

    [Inject]
    private FindRiskCases Cases { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var caller = await Callers.GetAsync(leaving.Token);
        score = Permissions.Product.Allows(caller.Roles, "risk.read") ? await Cases.ScoreAsync(caller.Scope, OrderId, leaving.Token) : null;
    }
}
