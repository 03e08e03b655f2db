namespace ChannelPortal.Features.Forecasts.Contracts;

/// <summary>Makes forecasts in a portal that has none, as the demo does when its world is complete.</summary>
public interface IForecastSetup
{
    /// <summary>Does nothing when there are forecasts.</summary>
    Task MakeIfNoneAsync(CancellationToken cancellationToken);
}
