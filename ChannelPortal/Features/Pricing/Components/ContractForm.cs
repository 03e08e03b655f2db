using ChannelPortal.Features.Pricing.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Pricing.Components;

/// <summary>The form of a new contract. The id belongs to the form, so a double click drafts once.</summary>
internal sealed class ContractForm(string commandId, DateOnly today)
{
    public string CommandId => commandId;

    public string Dealer { get; set; } = "";

    public string Title { get; set; } = "";

    public string Type { get; set; } = "annual";

    public DateOnly From { get; set; } = today;

    public DateOnly LastDay { get; set; } = today.AddYears(1).AddDays(-1);

    public decimal Commit { get; set; }

    public decimal Quantity { get; set; }

    public decimal Deposit { get; set; }

    public int TermDays { get; set; } = 30;

    public bool IsExclusive { get; set; }

    public CreateContract ToCommand() => new(
        Dealer.Trim(), Type, Title, From, LastDay.AddDays(1), Money.ToMinor(Math.Clamp(Commit, -1m, 1_000_000_000_000m)),
        (long)Math.Round(Math.Clamp(Quantity, -1m, 1_000_000_000_000m) * Money.QuantityScale, 0, MidpointRounding.AwayFromZero), IsExclusive,
        Money.ToMinor(Math.Clamp(Deposit, -1m, 1_000_000_000_000m)), TermDays);
}
