"""What counts as one place to a throttle: an address, or the network it belongs to."""

from ipaddress import IPv6Address, ip_address

# A household or a school gets a whole network of version 6: its addresses are one to a throttle.
NETWORK_BITS = 64


def place_of(address: str) -> str:
    """An address of version 4, the network of one of version 6; "" of an address nobody told."""
    if not address:
        return ""
    read = ip_address(address)
    if not isinstance(read, IPv6Address):
        return str(read)
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    network = int(read) >> (128 - NETWORK_BITS) << (128 - NETWORK_BITS)
    return f"{IPv6Address(network)}/{NETWORK_BITS}"
