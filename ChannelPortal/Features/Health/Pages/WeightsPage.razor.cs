using System.Globalization;
using ChannelPortal.Features.Health.Commands;
using ChannelPortal.Features.Health.Components;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.AspNetCore.Components;

namespace ChannelPortal.Features.Health.Pages;

/// <summary>Other weights are tried on the newest quarter before anybody proposes them; another person publishes.</summary>
public sealed partial class WeightsPage
{
    private const int QuartersAhead = 4;
    private static readonly string[] s_components = [HealthIndex.Sales, HealthIndex.Compliance, HealthIndex.Loyalty, HealthIndex.Digital, HealthIndex.Potential];
    private readonly Dictionary<string, int> draft = new(StringComparer.Ordinal);
    private Caller? caller;
    private WeightsTrial? trial;
    private IReadOnlyList<WeightsVersion> versions = [];
    private IReadOnlyList<Error> refusals = [];
    private string? done;
    private string? reason;
    private string from = "";
    private bool isReady;
    private bool isBusy;

    [Inject]
    private TryWeights Trials { get; set; } = null!;

    [Inject]
    private ICommandDispatcher Commands { get; set; } = null!;

    [Inject]
    private ICurrentCaller Callers { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private BusinessClock Clock { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private HealthWeights Draft => new(draft[HealthIndex.Sales], draft[HealthIndex.Compliance], draft[HealthIndex.Loyalty], draft[HealthIndex.Digital], draft[HealthIndex.Potential]);

    private IReadOnlyList<TriedDealer> Moving => [.. trial!.Dealers.Where(d => d.Moves).OrderByDescending(d => Math.Abs(d.RebateChange)).ThenBy(d => d.DealerId, StringComparer.Ordinal)];

    private IEnumerable<Period> Coming => Enumerable.Range(0, QuartersAhead).Select(n => Quarters.Of(Quarters.Of(Clock.Today).Start.AddMonths(3 * n)));

    protected override async Task OnInitializedAsync()
    {
        caller = await Callers.GetAsync(Leaving);
        from = Coming.First().ToString();
        versions = await Trials.VersionsAsync(Leaving);
        await TryAsync(WeightsVersion.InForce(versions, Quarters.Of(Clock.Today).Start)?.Weights ?? HealthWeights.Standard);
        isReady = true;
    }

    private async Task TryAsync(HealthWeights weights)
    {
        (draft[HealthIndex.Sales], draft[HealthIndex.Compliance], draft[HealthIndex.Loyalty], draft[HealthIndex.Digital], draft[HealthIndex.Potential]) =
            (weights.Sales, weights.Compliance, weights.Loyalty, weights.Digital, weights.Potential);
        trial = weights.Sum == 100 ? await Trials.RunAsync(weights, caller!.Scope, Leaving) : trial;
    }

    private Task ChangeAsync(string component, ChangeEventArgs e)
    {
        draft[component] = int.TryParse(e.Value as string, NumberStyles.Integer, CultureInfo.InvariantCulture, out var weight) ? Math.Clamp(weight, 0, 100) : draft[component];
        return TryAsync(Draft);
    }

    private Task ProposeAsync()
    {
        var weights = Draft;
        return SendAsync(new ProposeWeights(weights.Sales, weights.Compliance, weights.Loyalty, weights.Digital, weights.Potential, from, reason ?? ""), Text["Done_Proposed"]);
    }

    private async Task SendAsync<TResult>(ICommand<TResult> command, string said)
    {
        (isBusy, done) = (true, null);
        try
        {
            var result = await Commands.SendAsync(command, caller!, SequentialId.New(Time).ToString(), Leaving);
            refusals = result.Errors;
            if (result.Ok)
            {
                (done, reason) = (said, null);
                versions = await Trials.VersionsAsync(Leaving);
            }
        }
        finally
        {
            isBusy = false;
        }
    }

    private bool May(string permission) => Permissions.Product.Allows(caller!.Roles, permission);

    private string Sentence(HealthWeights weights) => string.Join(
        " · ", s_components.Zip([weights.Sales, weights.Compliance, weights.Loyalty, weights.Digital, weights.Potential], (id, weight) => string.Create(CultureInfo.InvariantCulture, $"{Words["Component_" + id].Value} {weight}%")));

    private string Share(int count) => Scores.Svg(100m * count / Math.Max(1, trial!.Counts.Max(c => Math.Max(c.Now, c.Other))));
}
