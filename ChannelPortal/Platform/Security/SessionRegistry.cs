using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ChannelPortal.Platform.Security;

/// <summary>Open circuits by user. Closing a user ends every circuit of his on this node at once; other nodes follow at their next revalidation.</summary>
public sealed class SessionRegistry(TimeProvider time)
{
    private readonly Dictionary<string, HashSet<SessionCircuit>> circuits = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> endedAt = new(StringComparer.Ordinal);
    private readonly Lock turn = new();

    /// <summary>Most circuits that one user may hold open.</summary>
    public const int MaxPerUser = 10;

    public int CountOf(string userId)
    {
        lock (turn)
        {
            return circuits.TryGetValue(userId, out var open) ? open.Count(c => !c.IsOverLimit) : 0;
        }
    }

    /// <summary>Ends the user's circuits: each leaves for the login page, and whatever it still sends is refused.</summary>
    public int Close(string userId) => Tell(userId, circuit => circuit.End());

    /// <summary>Tells the user's circuits to load again: what their cookie says of him is out of date.</summary>
    public int Renew(string userId) => Tell(userId, circuit => circuit.Renew());

    /// <summary>Whether the user's sessions were ended after the cookie was issued, so that its stamp must be looked at now and not in a minute.</summary>
    public bool HasEndedSince(string userId, DateTimeOffset? issuedAt) => endedAt.TryGetValue(userId, out var ended) && (issuedAt ?? DateTimeOffset.MinValue) <= ended;

    /// <summary>Counts and adds in one step, so that two windows opening at once cannot both be the tenth.</summary>
    internal void Add(string userId, SessionCircuit circuit)
    {
        lock (turn)
        {
            if (!circuits.TryGetValue(userId, out var open))
            {
                circuits[userId] = open = [];
            }

            // One too many is kept, too, so that it can be ended.
            circuit.IsOverLimit = open.Count(c => !c.IsOverLimit) >= MaxPerUser;
            open.Add(circuit);
        }
    }

    private int Tell(string userId, Action<SessionCircuit> tell)
    {
        // Marked first: a circuit that opens meanwhile comes with a cookie from before this instant, which is checked again.
        endedAt[userId] = time.GetUtcNow();
        SessionCircuit[] open;
        lock (turn)
        {
            open = circuits.TryGetValue(userId, out var known) ? [.. known] : [];
        }

        foreach (var circuit in open)
        {
            tell(circuit);
        }

        return open.Length;
    }

    internal void Remove(string userId, SessionCircuit circuit)
    {
        lock (turn)
        {
            if (circuits.TryGetValue(userId, out var open) && open.Remove(circuit) && open.Count == 0)
            {
                circuits.Remove(userId);
            }
        }
    }
}

/// <summary>The circuit's own view of its session; the layout listens and leaves when it ends.</summary>
public sealed class SessionCircuit(SessionRegistry registry, AuthenticationStateProvider authentication) : CircuitHandler
{
    private string? userId;

    /// <summary>Raised once, on any thread, when the session was ended from outside.</summary>
    public event Action? Ended;

    /// <summary>Raised on any thread when the user's scope is another one now: the window loads again and goes on.</summary>
    public event Action? Renewed;

    public bool HasEnded { get; private set; }

    /// <summary>The user has too many circuits open; the layout shows a friendly page instead of the content.</summary>
    public bool IsOverLimit { get; internal set; }

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        userId = state.User.FindFirstValue(ClaimTypes.NameIdentifier);
        if (userId is not null)
        {
            registry.Add(userId, this);
        }
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (userId is not null)
        {
            registry.Remove(userId, this);
        }

        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        context => HasEnded ? Task.CompletedTask : next(context);

    internal void Renew() => Renewed?.Invoke();

    internal void End()
    {
        Ended?.Invoke();
        HasEnded = true;
    }
}
