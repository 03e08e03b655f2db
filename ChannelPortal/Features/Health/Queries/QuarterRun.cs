using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Queries;

/// <summary>A quarter's figures of all dealers with the weights in force: each dealer's evaluation follows from it without another look at the database.</summary>
internal sealed class QuarterRun(Period quarter, IReadOnlyList<DealerInputs> dealers, HealthWeights weights, int weightsVersion)
{
    private readonly Dictionary<string, DealerInputs> byId = dealers.ToDictionary(d => d.DealerId, StringComparer.Ordinal);
    private readonly Cohorts cohorts = new(dealers);

    public Period Quarter => quarter;

    public IEnumerable<string> DealerIds => byId.Keys;

    public DealerInputs? Find(string dealerId) => byId.GetValueOrDefault(dealerId);

    public EvaluationResult Evaluate(DealerInputs dealer) => Evaluator.Evaluate(dealer, cohorts.For(dealer), weights, weightsVersion, quarter);
}

/// <summary>Reads quarters from facts.</summary>
internal sealed class QuarterRuns(QuarterInputs inputs, IAppDbFactory factory)
{
    public async Task<QuarterRun> ReadAsync(Period quarter, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var published = await db.Set<WeightsVersion>().AsNoTracking().Where(v => v.State == WeightsVersion.Published).ToListAsync(cancellationToken);
        var inForce = WeightsVersion.InForce(published, quarter.Start);
        return new QuarterRun(quarter, await inputs.ReadAsync(quarter, cancellationToken), inForce?.Weights ?? HealthWeights.Standard, inForce?.No ?? WeightsVersion.Standard);
    }
}
