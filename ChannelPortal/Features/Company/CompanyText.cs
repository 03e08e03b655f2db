namespace ChannelPortal.Features.Company;

/// <summary>Marker of the words of the company page.</summary>
public sealed class CompanyText;
