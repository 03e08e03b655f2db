using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Health.Components;

/// <summary>What a dealer has, what the tier above would give, and how far it is. Moves with each policy that is switched.</summary>
public sealed partial class BenefitsPanel
{
    /// <summary>Index from which a quarter is an A, and a B.</summary>
    private const decimal BandA = 85;
    private const decimal BandB = 75;

    /// <summary>Where the gate stands on the bar of sales, so that who is beyond it sees by how much.</summary>
    private const decimal GateAt = 80;
    private DealerBenefitsView? view;
    private Caller? caller;
    private bool isDealer;
    private bool isReady;

    [Parameter, EditorRequired]
    public string DealerId { get; set; } = "";

    /// <summary>Shown as the dealer's own page of the rail.</summary>
    [Parameter]
    public bool IsOwn { get; set; }

    [Inject]
    private GetBenefits Benefits { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    /// <summary>What a quarter has to reach: an A on the way up, a B to stay at the top.</summary>
    private decimal Mark => view!.Gap.NextTier is null ? BandB : BandA;

    private IReadOnlyList<Crumb> Crumbs => IsOwn ? [] : [new(Text["List_Title"], "health"), new(view!.DealerId, "health/" + view.DealerId)];

    protected override async Task OnParametersSetAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        isDealer = caller.DealerId is not null;
        view = await ReadFirstAsync(caller, FindAsync);
        isReady = true;
        if (view is not null)
        {
            await WatchAsync($"dealer:{DealerId}:benefits", caller, ReadAsync);
        }
    }

    private Task<DealerBenefitsView?> FindAsync() => Benefits.RunAsync(DealerId, caller!.Scope, Leaving);

    private async Task ReadAsync() => view = await FindAsync();

    /// <summary>The one thing to know about the way up.</summary>
    private string Message(TierGap gap)
    {
        var (quarters, money) = (2 - Math.Min(2, gap.InARow), gap.Gate - (gap.SellInYear ?? 0));
        return quarters == 0 && money <= 0 ? Text["Gap_Both"]
            : quarters == 0 ? Text["Gap_Only_Sales", Short(money)]
            : money <= 0 ? Text["Gap_Only_Index", quarters]
            : Text["Gap_Sentence", quarters, Short(money)];
    }

    private bool IsFixed(DealerBenefit benefit) => benefit.Key.Id == PolicyKeys.CreditTerm && view!.Term is { Source: CreditTermSource.Own };

    private long? OwnOf(DealerBenefit benefit) => benefit.Key.Id == PolicyKeys.CreditTerm && view!.Term is { } term ? term.Days : benefit.Own.Value;

    private long? NextOf(DealerBenefit benefit) => IsFixed(benefit) || benefit is { Key.Id: PolicyKeys.CreditTerm, Next.IsSet: false } ? OwnOf(benefit) : benefit.Next?.Value;

    private string SourceOf(DealerBenefit benefit) => benefit.Key.Id == PolicyKeys.CreditTerm && view!.Term is { Source: not CreditTermSource.Policy } term
        ? Text["Term_" + term.Source] : Policies["Level_" + benefit.Own.Level];

    private string? NoteOf(DealerBenefit benefit) => benefit.Key.Id == PolicyKeys.CreditTerm && view!.Term is { Source: not CreditTermSource.Policy } term ? Text["Term_Note_" + term.Source, term.Days].Value : null;

    private static decimal SalesShare(TierGap gap) => gap.Gate <= 0 ? 100 : Math.Clamp(GateAt * (gap.SellInYear ?? 0) / gap.Gate, 0, 100);

    private static string Short(long minor) => NumberFormat.MoneyShort(new Money(minor, "CNY"));
}
