using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Identity.Contracts;

/// <summary>Use of the portal by one user on one day.</summary>
[Fact("logins", Key = [nameof(DealerId), nameof(UserId), nameof(LoginOn), nameof(Device)], BusinessDate = nameof(LoginOn))]
public sealed class LoginFact : FactRow, IDealerOwned
{
    public required string DealerId { get; set; }

    public required string UserId { get; set; }

    public DateOnly LoginOn { get; set; }

    public double Minutes { get; set; }

    [OneOf("desktop", "mobile")]
    public string Device { get; set; } = "desktop";

    public int ModulesUsed { get; set; }
}
