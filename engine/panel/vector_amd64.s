#include "textflag.h"

// A vector is 128 lanes of 8 bytes: 1024 bytes, 8 turns of 16 lanes in four wide registers. The
// next one begins 1088 bytes on.

// func addWeightedWide(to *vector, certain float64, times *float64, from **vector, n int)
//
// Sixteen lanes of the sum are kept in registers while every term is added to them, so that
// each number is read once and each lane of the sum written once.
TEXT ·addWeightedWide(SB), NOSPLIT, $0-40
	MOVQ to+0(FP), DI
	VBROADCASTSD certain+8(FP), Y8
	MOVQ times+16(FP), SI
	MOVQ from+24(FP), DX
	MOVQ n+32(FP), CX
	XORQ R8, R8 // bytes into the vectors

lanes:
	VMOVAPD Y8, Y0
	VMOVAPD Y8, Y1
	VMOVAPD Y8, Y2
	VMOVAPD Y8, Y3
	XORQ R9, R9 // the term

terms:
	CMPQ R9, CX
	JGE  store
	VBROADCASTSD (SI)(R9*8), Y4
	MOVQ (DX)(R9*8), R10
	ADDQ R8, R10
	VFMADD231PD (R10), Y4, Y0
	VFMADD231PD 32(R10), Y4, Y1
	VFMADD231PD 64(R10), Y4, Y2
	VFMADD231PD 96(R10), Y4, Y3
	INCQ R9
	JMP  terms

store:
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func addProductsWide(to *vector, certain float64, times *float64, from, by **vector, n int)
//
// As addWeightedWide, each vector being multiplied by another one first, where there is one.
TEXT ·addProductsWide(SB), NOSPLIT, $0-48
	MOVQ to+0(FP), DI
	VBROADCASTSD certain+8(FP), Y8
	MOVQ times+16(FP), SI
	MOVQ from+24(FP), DX
	MOVQ by+32(FP), BX
	MOVQ n+40(FP), CX
	XORQ R8, R8 // bytes into the vectors

lanes:
	VMOVAPD Y8, Y0
	VMOVAPD Y8, Y1
	VMOVAPD Y8, Y2
	VMOVAPD Y8, Y3
	XORQ R9, R9 // the term

terms:
	CMPQ R9, CX
	JGE  store
	VBROADCASTSD (SI)(R9*8), Y9
	MOVQ (DX)(R9*8), R10
	MOVQ (BX)(R9*8), R11
	ADDQ R8, R10
	VMOVUPD (R10), Y4
	VMOVUPD 32(R10), Y5
	VMOVUPD 64(R10), Y6
	VMOVUPD 96(R10), Y7
	TESTQ R11, R11
	JZ    add
	ADDQ R8, R11
	VMULPD (R11), Y4, Y4
	VMULPD 32(R11), Y5, Y5
	VMULPD 64(R11), Y6, Y6
	VMULPD 96(R11), Y7, Y7

add:
	VFMADD231PD Y4, Y9, Y0
	VFMADD231PD Y5, Y9, Y1
	VFMADD231PD Y6, Y9, Y2
	VFMADD231PD Y7, Y9, Y3
	INCQ R9
	JMP  terms

store:
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func spreadWide(to, leaving, by, plus *vector, shares **vector, strip int, keep, times float64, places int, certain *int, moves *arrival, drawn *int, shared *sharedArrival)
//
// A strip is 16 lanes, four wide registers: those who arrive are added up there. An arrival
// is 16 bytes: where who leave lie, and the share or which of shares it is.
TEXT ·spreadWide(SB), NOSPLIT, $0-104
	MOVQ to+0(FP), DI
	MOVQ leaving+8(FP), SI
	MOVQ by+16(FP), BX
	MOVQ plus+24(FP), DX
	MOVQ shares+32(FP), R15
	MOVQ strip+40(FP), AX
	VBROADCASTSD keep+48(FP), Y8
	VBROADCASTSD times+56(FP), Y9
	MOVQ places+64(FP), CX
	MOVQ certain+72(FP), R8
	MOVQ moves+80(FP), R9
	MOVQ drawn+88(FP), R10
	MOVQ shared+96(FP), R11
	ADDQ AX, DI
	ADDQ AX, SI
	ADDQ AX, BX
	ADDQ AX, DX
	MOVQ AX, R14 // bytes into each vector
	XORQ AX, AX  // bytes into the places
	VXORPD Y14, Y14, Y14

place:
	VMOVUPD (SI)(AX*1), Y4
	VMOVUPD 32(SI)(AX*1), Y5
	VMOVUPD 64(SI)(AX*1), Y6
	VMOVUPD 96(SI)(AX*1), Y7
	VSUBPD Y4, Y14, Y0
	VSUBPD Y5, Y14, Y1
	VSUBPD Y6, Y14, Y2
	VSUBPD Y7, Y14, Y3
	MOVQ (R8), R12
	ADDQ $8, R8
	TESTQ R12, R12
	JZ    uncertain

move:
	MOVQ (R9), R13
	VBROADCASTSD 8(R9), Y10
	ADDQ SI, R13
	VFMADD231PD (R13), Y10, Y0
	VFMADD231PD 32(R13), Y10, Y1
	VFMADD231PD 64(R13), Y10, Y2
	VFMADD231PD 96(R13), Y10, Y3
	ADDQ $16, R9
	DECQ R12
	JNZ  move

uncertain:
	MOVQ (R10), R12
	ADDQ $8, R10
	TESTQ R12, R12
	JZ    store

share:
	MOVQ (R11), R13
	ADDQ SI, R13
	VMOVUPD (R13), Y10
	VMOVUPD 32(R13), Y11
	VMOVUPD 64(R13), Y12
	VMOVUPD 96(R13), Y13
	MOVQ 8(R11), R13
	MOVQ (R15)(R13*8), R13
	ADDQ R14, R13
	VFMADD231PD (R13), Y10, Y0
	VFMADD231PD 32(R13), Y11, Y1
	VFMADD231PD 64(R13), Y12, Y2
	VFMADD231PD 96(R13), Y13, Y3
	ADDQ $16, R11
	DECQ R12
	JNZ  share

store:
	VMULPD Y8, Y4, Y4
	VMULPD Y8, Y5, Y5
	VMULPD Y8, Y6, Y6
	VMULPD Y8, Y7, Y7
	VFMADD231PD (DX)(AX*1), Y9, Y4
	VFMADD231PD 32(DX)(AX*1), Y9, Y5
	VFMADD231PD 64(DX)(AX*1), Y9, Y6
	VFMADD231PD 96(DX)(AX*1), Y9, Y7
	VFMADD231PD (BX)(AX*1), Y0, Y4
	VFMADD231PD 32(BX)(AX*1), Y1, Y5
	VFMADD231PD 64(BX)(AX*1), Y2, Y6
	VFMADD231PD 96(BX)(AX*1), Y3, Y7
	VMOVUPD Y4, (DI)(AX*1)
	VMOVUPD Y5, 32(DI)(AX*1)
	VMOVUPD Y6, 64(DI)(AX*1)
	VMOVUPD Y7, 96(DI)(AX*1)
	ADDQ $1088, AX
	DECQ CX
	JNZ  place
	VZEROUPPER
	RET

// func multiplyWide(to *vector, times float64, a, b *vector)
TEXT ·multiplyWide(SB), NOSPLIT, $0-32
	MOVQ to+0(FP), DI
	VBROADCASTSD times+8(FP), Y8
	MOVQ a+16(FP), SI
	MOVQ b+24(FP), DX
	XORQ R8, R8

lanes:
	VMULPD (SI)(R8*1), Y8, Y0
	VMULPD 32(SI)(R8*1), Y8, Y1
	VMULPD 64(SI)(R8*1), Y8, Y2
	VMULPD 96(SI)(R8*1), Y8, Y3
	VMULPD (DX)(R8*1), Y0, Y0
	VMULPD 32(DX)(R8*1), Y1, Y1
	VMULPD 64(DX)(R8*1), Y2, Y2
	VMULPD 96(DX)(R8*1), Y3, Y3
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func divideWide(to, a, b *vector)
TEXT ·divideWide(SB), NOSPLIT, $0-24
	MOVQ to+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	XORQ R8, R8

lanes:
	VMOVUPD (SI)(R8*1), Y0
	VMOVUPD 32(SI)(R8*1), Y1
	VMOVUPD 64(SI)(R8*1), Y2
	VMOVUPD 96(SI)(R8*1), Y3
	VDIVPD (DX)(R8*1), Y0, Y0
	VDIVPD 32(DX)(R8*1), Y1, Y1
	VDIVPD 64(DX)(R8*1), Y2, Y2
	VDIVPD 96(DX)(R8*1), Y3, Y3
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func takeLargerWide(to, a, b *vector)
//
// The instruction gives b where either is not a number; a is taken where it is not one.
TEXT ·takeLargerWide(SB), NOSPLIT, $0-24
	MOVQ to+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	XORQ R8, R8

lanes:
	VMOVUPD (SI)(R8*1), Y0
	VMOVUPD 32(SI)(R8*1), Y1
	VMOVUPD 64(SI)(R8*1), Y2
	VMOVUPD 96(SI)(R8*1), Y3
	VMAXPD (DX)(R8*1), Y0, Y4
	VMAXPD 32(DX)(R8*1), Y1, Y5
	VMAXPD 64(DX)(R8*1), Y2, Y6
	VMAXPD 96(DX)(R8*1), Y3, Y7
	VCMPPD $3, Y0, Y0, Y8
	VBLENDVPD Y8, Y0, Y4, Y0
	VCMPPD $3, Y1, Y1, Y9
	VBLENDVPD Y9, Y1, Y5, Y1
	VCMPPD $3, Y2, Y2, Y10
	VBLENDVPD Y10, Y2, Y6, Y2
	VCMPPD $3, Y3, Y3, Y11
	VBLENDVPD Y11, Y3, Y7, Y3
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET

// func takeSmallerWide(to, a, b *vector)
//
// As takeLargerWide.
TEXT ·takeSmallerWide(SB), NOSPLIT, $0-24
	MOVQ to+0(FP), DI
	MOVQ a+8(FP), SI
	MOVQ b+16(FP), DX
	XORQ R8, R8

lanes:
	VMOVUPD (SI)(R8*1), Y0
	VMOVUPD 32(SI)(R8*1), Y1
	VMOVUPD 64(SI)(R8*1), Y2
	VMOVUPD 96(SI)(R8*1), Y3
	VMINPD (DX)(R8*1), Y0, Y4
	VMINPD 32(DX)(R8*1), Y1, Y5
	VMINPD 64(DX)(R8*1), Y2, Y6
	VMINPD 96(DX)(R8*1), Y3, Y7
	VCMPPD $3, Y0, Y0, Y8
	VBLENDVPD Y8, Y0, Y4, Y0
	VCMPPD $3, Y1, Y1, Y9
	VBLENDVPD Y9, Y1, Y5, Y1
	VCMPPD $3, Y2, Y2, Y10
	VBLENDVPD Y10, Y2, Y6, Y2
	VCMPPD $3, Y3, Y3, Y11
	VBLENDVPD Y11, Y3, Y7, Y3
	VMOVUPD Y0, (DI)(R8*1)
	VMOVUPD Y1, 32(DI)(R8*1)
	VMOVUPD Y2, 64(DI)(R8*1)
	VMOVUPD Y3, 96(DI)(R8*1)
	ADDQ $128, R8
	CMPQ R8, $1024
	JLT  lanes
	VZEROUPPER
	RET
