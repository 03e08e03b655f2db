using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Platform.Live;

/// <summary>A family of live topics, e.g. <c>board:national</c> or <c>dealer:{id}:orders</c>. Register with <c>services.AddLiveTopic&lt;T&gt;()</c>.</summary>
public interface ILiveTopic
{
    /// <summary>Colon-separated; a segment in braces matches anything and is passed as an argument.</summary>
    string Pattern { get; }

    /// <summary>Row of <c>permissions.csv</c> that the viewer needs.</summary>
    string Permission { get; }

    /// <summary>
    /// The scope that the model is computed with for this viewer, or null when the topic does not exist for him (another dealer's id: "not
    /// found"). Viewers with equal topic and equal scope share one computation.
    /// </summary>
    DealerScope? ScopeFor(Caller caller, IReadOnlyDictionary<string, string> args);

    /// <summary>The same for topics that must ask the database who may open them.</summary>
    ValueTask<DealerScope?> ScopeForAsync(Caller caller, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken) => new(ScopeFor(caller, args));

    /// <summary>True when the change can move a cell of this topic.</summary>
    bool IsTouchedBy(FactChange change, DealerScope scope, IReadOnlyDictionary<string, string> args);

    /// <summary>Shortest time between two flushes, for a topic whose pages read something dear that moves with every order. The first change after a rest is told at once.</summary>
    TimeSpan LeastRest => TimeSpan.Zero;

    /// <summary>Computes all cells from rollups and facts. Called once per flush however many viewers there are.</summary>
    Task<LiveCells> ComputeAsync(DealerScope scope, IReadOnlyDictionary<string, string> args, CancellationToken cancellationToken);
}

/// <summary>
/// The model of a topic: cell name → value. A value is a string, number, boolean, null or a record or list that serialises to JSON.
/// Cells are compared by their JSON, and only the changed ones travel.
/// </summary>
public sealed class LiveCells : Dictionary<string, object?>
{
    public LiveCells()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The model asks to be computed again after this time although nothing new may come: part of it rests. Null leaves it to the usual look.</summary>
    public TimeSpan? LookAgainIn { get; set; }
}
