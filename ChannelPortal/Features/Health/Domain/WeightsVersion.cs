using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Health.Domain;

/// <summary>
/// A version of the index's weights: proposed by one person, published by another, in force from a quarter on until the next. Never changed, only followed.
/// Version 0 is the standard and has no row.
/// </summary>
internal sealed class WeightsVersion
{
    public const string Proposed = "proposed";
    public const string Published = "published";
    public const string Withdrawn = "withdrawn";

    /// <summary>Version 0.</summary>
    public const int Standard = 0;

    public int No { get; init; }

    public int Sales { get; init; }

    public int Compliance { get; init; }

    public int Loyalty { get; init; }

    public int Digital { get; init; }

    public int Potential { get; init; }

    /// <summary>First day of the first quarter that is evaluated with them.</summary>
    public DateOnly FromQuarter { get; init; }

    public required string Reason { get; init; }

    public string State { get; private set; } = Proposed;

    public required string ProposedBy { get; init; }

    public required string ProposedByName { get; init; }

    public DateTimeOffset ProposedAt { get; init; }

    public string? DecidedByName { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public int Version { get; private set; }

    public HealthWeights Weights => new(Sales, Compliance, Loyalty, Digital, Potential);

    public Error? Publish(Caller by, DateTimeOffset now)
    {
        if (State != Proposed)
        {
            return Error.Of("health_weights_decided", No);
        }

        if (by.UserId == ProposedBy)
        {
            return Error.Of("health_weights_own");
        }

        (State, DecidedByName, DecidedAt) = (Published, by.Name, now);
        return null;
    }

    public Error? Withdraw(Caller by, DateTimeOffset now)
    {
        if (State != Proposed)
        {
            return Error.Of("health_weights_decided", No);
        }

        (State, DecidedByName, DecidedAt) = (Withdrawn, by.Name, now);
        return null;
    }

    /// <summary>The newest published that is in force in a quarter; null: the standard.</summary>
    public static WeightsVersion? InForce(IEnumerable<WeightsVersion> versions, DateOnly quarter) =>
        versions.Where(v => v.State == Published && v.FromQuarter <= quarter).OrderBy(v => v.FromQuarter).ThenBy(v => v.No).LastOrDefault();
}
