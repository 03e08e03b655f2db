using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Health.Pages;

/// <summary>The value matrix of a month: bubbles, the chosen dealer's twelve dimensions, and who changed segment. Month and dealer live in the address.</summary>
public sealed partial class MatrixPage
{
    private MatrixView? view;
    private DealerStandingView? chosen;

    [SupplyParameterFromQuery(Name = "month")]
    public string? Month { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [SupplyParameterFromQuery(Name = "dealer")]
    public string? Dealer { get; set; }

    [Inject]
    private FindMatrix Matrix { get; set; } = null!;

    [Inject]
    private IDealerEvaluations Evaluations { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        var caller = await Callers.GetAsync(Leaving);
        view = await ReadFirstAsync(caller, () => Matrix.RunAsync(Parse(Month), Parse(From), caller.Scope, Leaving));
        chosen = Dealer is { Length: > 0 } dealer && view.Month is { } month && view.Rows.Any(r => r.DealerId == dealer) ? await Evaluations.StandingAsync(dealer, month, caller.Scope, Leaving) : null;
    }

    private static Period? Parse(string? text) => text is { Length: 7 } && Period.TryParse(text, out var month) && month == Period.MonthOf(month.Start) ? month : null;

    private string HrefOf(MatrixRow row) => Navigation.GetUriWithQueryParameter("dealer", row.DealerId);

    private void Go(string name, ChangeEventArgs e) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(name, e.Value as string));
}
