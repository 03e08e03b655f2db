using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ChannelPortal.Platform.Security;

/// <summary>Open circuits by user. Closing a user ends every circuit of his on this node at once; other nodes follow at their next revalidation.</summary>
public sealed class SessionRegistry
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<SessionCircuit, byte>> circuits = new(StringComparer.Ordinal);

    /// <summary>Most circuits that one user may hold open.</summary>
    public const int MaxPerUser = 10;

    public int CountOf(string userId) => circuits.TryGetValue(userId, out var open) ? open.Count : 0;

    /// <summary>Ends the user's circuits: each leaves for the login page, and whatever it still sends is refused.</summary>
    public int Close(string userId)
    {
        if (!circuits.TryGetValue(userId, out var open))
        {
            return 0;
        }

        var closed = 0;
        foreach (var circuit in open.Keys)
        {
            circuit.End();
            closed++;
        }

        return closed;
    }

    internal void Add(string userId, SessionCircuit circuit) =>
        circuits.GetOrAdd(userId, _ => new ConcurrentDictionary<SessionCircuit, byte>())[circuit] = 0;

    internal void Remove(string userId, SessionCircuit circuit)
    {
        if (circuits.TryGetValue(userId, out var open) && open.TryRemove(circuit, out _) && open.IsEmpty)
        {
            circuits.TryRemove(new KeyValuePair<string, ConcurrentDictionary<SessionCircuit, byte>>(userId, open));
        }
    }
}

/// <summary>The circuit's own view of its session; the layout listens and leaves when it ends.</summary>
public sealed class SessionCircuit(SessionRegistry registry, AuthenticationStateProvider authentication) : CircuitHandler
{
    private string? userId;

    /// <summary>Raised once, on any thread, when the session was ended from outside.</summary>
    public event Action? Ended;

    public bool HasEnded { get; private set; }

    /// <summary>The user has too many circuits open; the layout shows a friendly page instead of the content.</summary>
    public bool IsOverLimit { get; private set; }

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        userId = state.User.FindFirstValue(ClaimTypes.NameIdentifier);
        if (userId is not null)
        {
            IsOverLimit = registry.CountOf(userId) >= SessionRegistry.MaxPerUser;
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

    internal void End()
    {
        Ended?.Invoke();
        HasEnded = true;
    }
}
