using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Settlement;

/// <summary>What the gateway is asked to collect.</summary>
/// <param name="Reference">The same for every retry of one payment, so that it is collected once.</param>
internal sealed record Charge(string Reference, string DealerId, Money Amount);

/// <summary>The gateway's answer.</summary>
/// <param name="Receipt">The gateway's own number.</param>
internal sealed record ChargeResult(bool IsPaid, string Receipt);

/// <summary>Collects money online. The portal keeps no card or bank data: a real gateway asks for them on its own page.</summary>
internal interface IPaymentGateway
{
    /// <summary>No money moves; the screen says so.</summary>
    bool IsSimulator { get; }

    Task<ChargeResult> ChargeAsync(Charge charge, CancellationToken cancellationToken);
}

/// <summary>Says yes to every charge, at once and without money.</summary>
internal sealed class SimulatedGateway : IPaymentGateway
{
    public bool IsSimulator => true;

    public Task<ChargeResult> ChargeAsync(Charge charge, CancellationToken cancellationToken) => Task.FromResult(new ChargeResult(true, "SIM-" + charge.Reference));
}
