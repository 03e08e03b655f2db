namespace ChannelPortal.Features.Forecasts;

/// <summary>Words of forecasts.</summary>
public sealed class ForecastsText;
